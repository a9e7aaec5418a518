import { descendantsOf } from './children.ts';
import { keyOfChaos, namespaceOf, type OnChaos, readChaos } from './chaos-object.ts';
import { networksFrom } from './pod-network.ts';
import { whyStillThere } from './removal.ts';
import { namespacesIn } from './selected.ts';

/** What is left of the fault in the cluster, one line each: objects, and rules in the network of pods. */
export async function leftOf(call: OnChaos): Promise<readonly string[]> {
  const own = await readChaos(call);
  const made = await descendantsOf(call);
  const objects = await Promise.all([...(own ? [own] : []), ...made].map((object) => whyStillThere(call, object)));
  return [...objects, ...(await rulesLeft(call))];
}

/** Chaos Mesh sets all rules of a pod together, so those of ours that stayed would make the next fault of that pod fail too. */
async function rulesLeft(call: OnChaos): Promise<readonly string[]> {
  const { spec } = call.settings;
  if (!JSON.stringify([call.settings.kind, spec]).includes('NetworkChaos')) return [];
  const namespace = namespaceOf(call.target);
  const { name } = keyOfChaos(call);
  const networks = await networksFrom(call, { namespace, name }, namespacesIn(spec, namespace));
  return networks.map(
    ({ label, rules, namespace: space, name: pod, failed }) =>
      `${label} still has ${rules} rules of it${failed === undefined ? '' : ` (${failed})`}; to remove them: kubectl delete podnetworkchaos -n ${space} ${pod}`,
  );
}
