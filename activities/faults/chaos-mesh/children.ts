import type { ClusterObject } from '../../cluster.ts';
import { isMapping } from '../../kubernetes/json.ts';
import { CHAOS_MESH, keyOfChaos, namespaceOf, type OnChaos } from './chaos-object.ts';

interface Parent {
  readonly kind: string;
  readonly name: string;
  readonly spec: unknown;
}

/** A Schedule in a Workflow in a Schedule; deeper, nobody has one. */
const DEEPEST = 3;

/** What a Schedule or a Workflow has made, and what that has made; also when the parent is gone. Nothing for other kinds. */
export async function descendantsOf(call: OnChaos): Promise<readonly ClusterObject[]> {
  const { kind, name } = keyOfChaos(call);
  return await below(call, { kind, name, spec: call.settings.spec }, DEEPEST);
}

async function below(call: OnChaos, parent: Parent, depth: number): Promise<readonly ClusterObject[]> {
  if (depth === 0) return [];
  const lists = await Promise.all(kindsMadeBy(parent).map((kind) => listMade(call, kind, parent)));
  const made = lists.flat();
  const deeper = await Promise.all(
    made.map(({ kind, metadata, spec }) => below(call, { kind, name: metadata.name, spec }, depth - 1)),
  );
  return [...made, ...deeper.flat()];
}

/** By the labels that the controllers of Chaos Mesh put on what they make. */
async function listMade({ ports, target, signal }: OnChaos, kind: string, parent: Parent) {
  const labels = parent.kind === 'Schedule' ? `managed-by=${parent.name}` : `chaos-mesh.org/workflow=${parent.name}`;
  return await ports.cluster.list({ apiVersion: CHAOS_MESH, kind, namespace: namespaceOf(target), labels }, signal);
}

function kindsMadeBy({ kind, spec }: Parent): readonly string[] {
  if (!isMapping(spec)) return [];
  if (kind === 'Schedule') return [String(spec['type'])].filter(isMadeKind);
  if (kind !== 'Workflow') return [];
  const templates: readonly unknown[] = Array.isArray(spec['templates']) ? spec['templates'] : [];
  const types = templates.map((template) => (isMapping(template) ? String(template['templateType']) : ''));
  return ['WorkflowNode', ...new Set(types.filter((type) => type !== 'Workflow' && isMadeKind(type)))];
}

const isMadeKind = (kind: string): boolean => /^([A-Z]\w*Chaos|Schedule|StatusCheck|Workflow)$/.test(kind);

/** Those that do something to pods or machines, not those that keep the order. */
export const isChaos = ({ kind }: ClusterObject): boolean => kind.endsWith('Chaos');
