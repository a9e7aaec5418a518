import { experimentOf, experimentText, problemsIn } from './documents.ts';

const sli = (prometheus: string, more = '') => ({ slis: `[{ name: s, prometheus: ${prometheus}${more} }]` });

describe('a prometheus probe in a document', () => {
  it.each<[string, object, string]>([
    [
      'neither a query nor an alert',
      sli('{ url: "http://p" }'),
      'e.yaml:8:31: slis[0].prometheus: expected exactly one of query and alert',
    ],
    [
      'both',
      sli('{ url: "http://p", query: up, alert: Down }'),
      'e.yaml:8:31: slis[0].prometheus: expected exactly one of query and alert',
    ],
    [
      'a range of an alert',
      sli('{ url: "http://p", alert: Down, range: { for: 5m } }'),
      'e.yaml:8:70: slis[0].prometheus.range: reduces a query, and there is none; remove it, or use query',
    ],
    [
      'labels of a query',
      sli('{ url: "http://p", query: up, labels: { a: b } }'),
      'e.yaml:8:69: slis[0].prometheus.labels: chooses among the alerts of a rule, and there is none; write them into the query',
    ],
    [
      'a reduction that does not exist',
      sli('{ url: "http://p", query: up, range: { for: 5m, reduce: mean } }'),
      'e.yaml:8:87: slis[0].prometheus.range.reduce: "mean" is not known here; expected one of max, min, avg, last',
    ],
    [
      'a value of an alert',
      sli('{ url: "http://p", alert: Down }', ', abortIf: { value: "> 3" }'),
      'e.yaml:8:76: slis[0].abortIf.value: value needs a probe that yields a value, and this prometheus probe yields none; give prometheus a "query" instead of an "alert"',
    ],
    [
      'an HTTP answer of Prometheus',
      sli('{ url: "http://p", query: up }', ', expect: { status: 200 }'),
      'e.yaml:8:63: slis[0].expect: describes an HTTP answer, and a prometheus probe gets none; remove it, or use http',
    ],
  ])('names %s', (_, over, problem) => {
    expect(problemsIn({ 'e.yaml': experimentText({ ...over }) })).toEqual([problem]);
  });

  it('may be judged by its value, as an SLI and as a check', () => {
    const over = {
      ...sli(
        '{ url: "http://p", query: up, range: { for: 5m } }',
        ', objective: { value: "< 3" }, abortIf: { value: "> 9" }',
      ),
      steadyState: '[{ name: c, prometheus: { url: "http://p", query: up }, value: "== 1" }]',
    };
    const [probe] = experimentOf({ 'e.yaml': experimentText(over) }).slis;
    expect(probe).toMatchObject({
      kind: 'prometheus',
      settings: { range: { for: 300_000, step: 15_000, reduce: 'max' } },
    });
  });
});
