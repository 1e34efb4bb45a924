/** Every item of the document, with all theorems loaded. */

import type { Registry } from '../checker/cli/registry.ts';
import { load } from './load.ts';

export const registry: Registry = await load([]);
