/** What the events of a product are. */

import type { MachineEvent } from '../language/machine.ts';
import type { Payload } from '../language/menu.ts';
import type { Side } from '../language/system.ts';

/** One event of the system: a type with one payload of its menu. */
export interface ProductEvent {
  readonly type: string;
  readonly payload: Payload;
  readonly owner: string;
  readonly side: Side;
  /** What the machines receive: type and payload in one frozen record. */
  readonly message: MachineEvent;
}
