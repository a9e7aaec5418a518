import type { ObjectKey } from '../cluster.ts';
import { failure, FailureType } from '../failures.ts';
import { groupPath, type Resource } from './cluster-discovery.ts';

/** As people say it: `Pod shop/web-1`. */
export const named = ({ kind, namespace, name }: Pick<ObjectKey, 'kind' | 'namespace' | 'name'>): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

export function pathOf(key: ObjectKey, resource: Resource, about: string, subresource?: string): string {
  const end = subresource === undefined ? '' : `/${subresource}`;
  return `${collectionPath(key, resource, about)}/${segment(key.name, 'name', about)}${end}`;
}

export function collectionPath(
  { apiVersion, namespace }: Pick<ObjectKey, 'apiVersion' | 'namespace'>,
  { plural, namespaced }: Resource,
  about: string,
  everywhere: 'all namespaces' | 'one namespace' = 'one namespace',
): string {
  const group = groupPath(apiVersion);
  if (!namespaced || (namespace === undefined && everywhere === 'all namespaces')) return `${group}/${plural}`;
  return `${group}/namespaces/${segment(namespace ?? '', 'namespace', about)}/${plural}`;
}

/** An empty name would make a DELETE one of the whole collection, and dots one of what is above it. */
export function segment(text: string, what: string, about: string): string {
  if (text !== '' && text !== '.' && text !== '..' && !/[/%]/.test(text)) return encodeURIComponent(text);
  throw failure(FailureType.unsupported, `${about}: "${text}" is no ${what} of an object. Correct the ${what}.`);
}
