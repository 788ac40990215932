import type { PackageValues } from './packageValues.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Puts the values in place of the template's `${{NAME}}`, in parsed JSON, so that no value can break out of its string.
 *
 * @throws when the template has a placeholder that no value fills: a mistake in the template, not in the environment.
 */
export function fillManifest(template: Json, values: PackageValues): Json {
  if (typeof template === 'string') {
    return template.replace(/\$\{\{\s*(\w+)\s*\}\}/g, (placeholder, name: string) => {
      const value = Object.hasOwn(values, name) ? values[name as keyof PackageValues] : undefined;
      if (value === undefined)
        throw new Error(`The manifest template has an unknown placeholder ${placeholder}`);
      return value;
    });
  }
  if (Array.isArray(template)) return template.map((item: Json) => fillManifest(item, values));
  if (template !== null && typeof template === 'object') {
    return Object.fromEntries(
      Object.entries(template).map(([key, value]) => [key, fillManifest(value, values)]),
    );
  }
  return template;
}
