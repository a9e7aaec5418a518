/** A mapping of labels as kubectl writes it; a selector as it is; undefined when there is neither. */
export function labelsText(labels: string | Readonly<Record<string, string>> | undefined): string | undefined {
  if (labels === undefined || typeof labels === 'string') return labels;
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
