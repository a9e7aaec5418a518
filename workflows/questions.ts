export type { ExperimentPreview, FaultPreview, PlanPreview } from '../experiments/definition/preview.ts';

export interface ReportRequest {
  readonly gameDayId: string;
  readonly format: 'html' | 'md' | 'json';
}

/** The text of a report; gzip and base64, so that it stays below the payload limit. */
export interface ReportText {
  readonly gzip: string;
}
