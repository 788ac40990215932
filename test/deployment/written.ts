import assert from 'node:assert/strict';
import { type BicepValue, Expression, readBicep } from './readBicep.ts';

export type Written = { readonly [key: string]: BicepValue };

/** What a template writes out for a resource, module, variable or parameter, by its symbolic name. */
export async function written(path: string, name: string): Promise<Written> {
  const declaration = (await readBicep(path)).declarations.find(
    (each) => each.name === name && each.kind !== 'output',
  );
  assert.ok(declaration, `${path} declares ${name}`);
  return declaration.value as Written;
}

/** A resource's `properties`. */
export async function properties(path: string, name: string): Promise<Written> {
  return (await written(path, name)).properties as Written;
}

/** A value, or the text of the expression that it is. */
export function text(value: BicepValue | undefined): BicepValue | undefined {
  return value instanceof Expression ? value.text : value;
}
