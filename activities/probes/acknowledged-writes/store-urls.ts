import type { AcknowledgedWrites } from '../../../experiments/definition/probes/acknowledged-writes.ts';

type Addresses = Pick<AcknowledgedWrites, 'url' | 'append' | 'readAll'>;

export const appendUrl = ({ url, append }: Addresses): string => join(url, append.path);
export const readAllUrl = ({ url, readAll }: Addresses): string => join(url, readAll.path);
export const entryUrl = (settings: Addresses, id: string): string => `${appendUrl(settings)}/${encodeURIComponent(id)}`;

function join(url: string, path: string): string {
  return `${url.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
}
