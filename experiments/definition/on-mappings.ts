/**
 * For rules about a mapping as a whole: they are asked even when some of its keys are wrong, so that an author hears of
 * everything at once.
 */
export function onMappings({ value }: { readonly value: unknown }): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
