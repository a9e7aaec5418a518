import { gunzipSync } from 'node:zlib';
import type { ReportRequest, ReportText } from '../../workflows/questions.ts';
import type { Session } from '../session/session.ts';
import { question } from './question.ts';

export type ReportFormat = ReportRequest['format'];

/** The report as its worker wrote it. */
export async function readReport(session: Session, gameDayId: string, format: ReportFormat): Promise<string> {
  const { gzip } = await question<ReportText>(session, 'readReport', { gameDayId, format } satisfies ReportRequest);
  return gunzipSync(Buffer.from(gzip, 'base64')).toString('utf8');
}
