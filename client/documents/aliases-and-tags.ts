import { type Alias, type Document, visit } from 'yaml';
import { startOf } from './position.ts';

export interface YamlProblem {
  readonly offset: number;
  readonly message: string;
}

const PLAIN_TAGS = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

/** YAML that parses, but is surely not meant: unknown anchors, circles, tags, another YAML version. */
export function unusualYaml(document: Document, text: string): readonly YamlProblem[] {
  const found: YamlProblem[] = [];
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== '1.2') {
    found.push({ offset: 0, message: `YAML ${document.directives.yaml.version} is not read; remove the %YAML line` });
  }
  visit(document, {
    Alias: (_, alias) => {
      const message = wrongAlias(document, alias);
      if (message !== undefined) found.push({ offset: startOf(alias) ?? 0, message });
    },
    Node: (_, node) => {
      if (!('tag' in node) || node.tag === undefined || PLAIN_TAGS.test(node.tag)) return;
      const message = `${node.tag.replace('tag:yaml.org,2002:', '!!')} is a YAML tag, and tags have no meaning here; put a text that begins with ! in quotes`;
      found.push({ offset: tagBefore(text, startOf(node) ?? 0), message });
    },
  });
  return found;
}

/** A node begins behind its tag. */
function tagBefore(text: string, start: number): number {
  const last = text.lastIndexOf('!', start);
  return text[last - 1] === '!' ? last - 1 : last;
}

function wrongAlias(document: Document, alias: Alias): string | undefined {
  const node = alias.resolve(document);
  if (node === undefined) {
    return `*${alias.source} repeats a value that is marked &${alias.source}, and there is none before it; put a text that begins with * in quotes`;
  }
  const [start, end] = [startOf(node) ?? 0, node.range?.[1] ?? 0];
  const at = startOf(alias) ?? 0;
  return start <= at && at < end ? `*${alias.source} stands inside the value that it repeats; write it out` : undefined;
}
