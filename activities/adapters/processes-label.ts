const LONGEST = 60;
/** `--password=x`, `--token x`: the label travels, so the value does not. */
const SECRET = /((?:pass(?:word|wd)?|secret|token|credential|api-?key)\S*?[=\s])\S+/gi;
const SCRIPT = /\.([cm]?js|ts|py|rb|pl|sh|jar)$/;

/**
 * What a person recognises: the program and its script without their folders, then the arguments as far as they fit.
 * `/usr/bin/node /srv/ledger/ledger-node.js --name n1` → `node ledger-node.js --name n1`.
 */
export function processLabel(pid: number, commandLine: string): string {
  const [program = '', first, ...rest] = commandLine.split(' ');
  const script = first !== undefined && SCRIPT.test(first) ? withoutFolders(first) : first;
  const text = [withoutFolders(program), ...(script === undefined ? [] : [script]), ...rest]
    .join(' ')
    .replaceAll(SECRET, '$1…');
  return `process ${pid} (${text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text})`;
}

const withoutFolders = (path: string): string => (path.startsWith('/') ? path.slice(path.lastIndexOf('/') + 1) : path);
