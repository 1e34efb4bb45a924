/** A kernel with the states and the layout of a product, and steps of its own. */

import type { Kernel } from './kernel.ts';
import type { Product } from './product.ts';

export abstract class ProductKernel implements Kernel {
  protected readonly product: Product;

  constructor(product: Product) {
    this.product = product;
  }

  get words(): number {
    return this.product.words;
  }

  get eventCount(): number {
    return this.product.eventCount;
  }

  get successors(): Uint32Array {
    return this.product.successors;
  }

  get fired(): Uint32Array {
    return this.product.fired;
  }

  initial(): Uint32Array {
    return this.product.initial();
  }

  abstract expand(states: Uint32Array, at: number): number;

  repack(states: Uint32Array, count: number): Uint32Array {
    return this.product.repack(states, count);
  }
}
