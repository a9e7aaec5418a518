import { gzipSync } from 'node:zlib';
import type { GameDayOutcome, SliCurve } from '../../experiments/definition/outcome.ts';
import type { GameDayPlan } from '../../experiments/definition/plan.ts';
import type { Report } from '../../experiments/definition/report.ts';
import { failure, FailureType } from '../failures.ts';
import type { Ports } from '../ports.ts';
import { runFolder } from '../watch/paths.ts';
import { buildReport } from './report/build.ts';
import { renderHtml } from './report/html.ts';
import { renderJson } from './report/json.ts';
import { renderMarkdown } from './report/markdown.ts';

export interface ReportPaths {
  readonly html: string;
  readonly markdown: string;
  readonly json: string;
}

const FILES = { html: 'report.html', md: 'report.md', json: 'report.json' } as const;

const reportPath = (gameDayId: string, format: keyof typeof FILES): string =>
  `${runFolder(gameDayId)}/${FILES[format]}`;

export function createReportActivities(ports: Ports, tool: Report['tool']) {
  return {
    /** Writes all three forms into the store; the same outcome always gives the same files but for the time. */
    async writeReport({
      plan,
      outcome,
    }: {
      readonly plan: GameDayPlan;
      readonly outcome: GameDayOutcome;
    }): Promise<ReportPaths> {
      const report = buildReport({
        plan,
        outcome,
        ...(await readCurves(outcome, ports)),
        generatedAt: ports.clock.now(),
        tool,
      });
      const html = await ports.store.write(reportPath(outcome.id, 'html'), renderHtml(report));
      const markdown = await ports.store.write(reportPath(outcome.id, 'md'), renderMarkdown(report));
      const json = await ports.store.write(reportPath(outcome.id, 'json'), renderJson(report));
      return {
        html: ports.store.absolute(html.path),
        markdown: ports.store.absolute(markdown.path),
        json: ports.store.absolute(json.path),
      };
    },

    async readReport({
      gameDayId,
      format,
    }: {
      readonly gameDayId: string;
      readonly format: keyof typeof FILES;
    }): Promise<{ readonly gzip: string }> {
      const text = await ports.store.readText(reportPath(gameDayId, format));
      if (text === undefined) {
        throw failure(
          FailureType.artefactMissing,
          `No report of ${gameDayId} on ${ports.processes.host}: the game day has not ended, or another worker wrote it.`,
        );
      }
      return { gzip: gzipSync(text).toString('base64') };
    },
  };
}

/** Curves that are lost leave a gap in the report that says why, not a game day without a report. */
async function readCurves(outcome: GameDayOutcome, ports: Ports): Promise<Pick<Report, 'curves' | 'measurementsLost'>> {
  const curves: Record<string, readonly SliCurve[]> = {};
  const measurementsLost: Record<string, string> = {};
  for (const { id, measurements } of outcome.experiments) {
    if (!measurements) continue;
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own file, and its hash was checked
      curves[id] = JSON.parse(await ports.store.read(measurements)) as readonly SliCurve[];
    } catch (error) {
      measurementsLost[id] = error instanceof Error ? error.message : String(error);
    }
  }
  return { curves, measurementsLost };
}
