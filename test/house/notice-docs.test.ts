import { readFileSync } from 'node:fs';
import type { Notice } from '../../activities/ports.ts';

const text = readFileSync(new URL('../../worker/README.md', import.meta.url), 'utf8');

describe('the documentation of notices', () => {
  it('shows one with every field that a notice can have, and no other', () => {
    const [, json = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
    const every: Required<Record<keyof Notice, true>> = {
      id: true,
      severity: true,
      title: true,
      text: true,
      gameDay: true,
      workflowId: true,
      fault: true,
      link: true,
      at: true,
    };
    const shown = JSON.parse(json) as Notice;
    expect(Object.keys(shown)).toEqual(Object.keys(every));
    expect(new Date(shown.at).toISOString()).toBe(shown.at);
    expect(['page', 'info']).toContain(shown.severity);
  });
});
