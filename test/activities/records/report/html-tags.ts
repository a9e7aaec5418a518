const VOID = new Set(['meta', 'br', 'hr', 'img', 'link', 'input']);
const TOKEN =
  /<!--[\s\S]*?-->|<!doctype html>|<(\/?)([a-z][a-z0-9-]*)((?:\s+[a-z][a-z0-9-]*(?:="[^"<>]*")?)*)\s*(\/?)>|<|>/gi;

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A parser that is stricter than a browser: quoted attributes, every tag closed in order, no bare angle bracket. Throws at
 * the first problem, with what stands there. The text of style and script is taken out before.
 */
export function tagsOf(document: string): readonly Tag[] {
  const open: string[] = [];
  const tags: Tag[] = [];
  const source = document.replace(/(<(style|script)>)[\s\S]*?(<\/\2>)/g, '$1$3');
  for (const match of source.matchAll(TOKEN)) {
    const [all, closing, name, attributes, selfClosing] = match;
    if (all.startsWith('<!')) continue;
    if (name === undefined) throw new Error(`bare ${all} at: ${source.slice(match.index - 60, match.index + 60)}`);
    if (closing === '/') {
      const last = open.pop();
      if (last !== name)
        throw new Error(`</${name}> closes <${last}> at: ${source.slice(match.index - 200, match.index + 20)}`);
      continue;
    }
    tags.push({ name, attributes: attributesOf(attributes ?? '') });
    if (selfClosing !== '/' && !VOID.has(name)) open.push(name);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return tags;
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([a-z][a-z0-9-]*)(?:="([^"]*)")?/gi)].map(([, key = '', value = '']) => [key, value]),
  );
}

/** Everything but the style sheet and the script: what a reader sees, and what the pointer reads. */
export function contentOf(document: string): string {
  return document.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '');
}
