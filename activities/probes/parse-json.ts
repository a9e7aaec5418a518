export type ParsedJson = { readonly isJson: true; readonly value: unknown } | { readonly isJson: false };

/** A body that is not JSON is an observation here, not a failure. */
export function parseJson(text: string): ParsedJson {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    return { isJson: false };
  }
}
