import { Context } from '@temporalio/activity';
import type { Notice, Ports } from '../ports.ts';

/** Tells a person. What cannot be told is in the log of the worker, at error level; the workflow goes on with its undo. */
export function createPage({ notifications }: Pick<Ports, 'notifications'>) {
  return async (notice: Notice): Promise<{ readonly told: boolean }> => {
    const { log } = Context.current();
    log[notice.severity === 'page' ? 'error' : 'info'](notice.title, { event: 'notice', notice });
    try {
      await notifications.page(notice);
      return { told: true };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      log.error('nobody was told', { event: 'notice failed', noticeId: notice.id, problem });
      return { told: false };
    }
  };
}
