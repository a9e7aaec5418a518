const LONGEST = 60;

/**
 * What a person recognises: the program and its script without their folders, then the arguments as far as they fit.
 * `/usr/bin/node /srv/ledger/ledger-node.js --name n1` → `node ledger-node.js --name n1`.
 */
export function processLabel(pid: number, commandLine: string): string {
  const words = commandLine.split(' ');
  const text = words
    .map((word, at) => (at < 2 && word.startsWith('/') ? word.slice(word.lastIndexOf('/') + 1) : word))
    .join(' ');
  return `process ${pid} (${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text})`;
}
