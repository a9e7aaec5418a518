import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { renderHtml } from '../../../../activities/records/report/html.ts';
import { hostile } from './hostile.ts';
import { broken, crowded, notRestored } from './scenarios.ts';

const CHROMIUM = '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
// A real browser where one is installed (.ci/run installs it); elsewhere these are counted as skipped, in the open.
const inChromium = existsSync(CHROMIUM) ? describe : describe.skip;

inChromium('the page in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  let browser: BrowserContext;

  beforeAll(async () => {
    browser = await chromium.launchPersistentContext(folder, {
      executablePath: CHROMIUM,
      headless: true,
      args: QUIET,
      offline: true,
    });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is never wider than the screen, and its policy blocks nothing of its own', async () => {
    for (const report of [broken(), crowded(), hostile(notRestored())]) {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('dialog', (dialog) => complaints.push(dialog.message()));
      await page.setContent(renderHtml(report));
      for (const width of [390, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      }
      expect(await page.evaluate('getComputedStyle(document.querySelector(".answers")).display')).toBe('grid');
      expect(complaints).toEqual([]);
      await page.close();
    }
  });

  it('reads the curve under the pointer', async () => {
    const page = await browser.newPage();
    await page.setContent(renderHtml(broken()));
    await page.locator('svg.plot').first().hover();
    expect(await page.locator('.readout').first().textContent()).toMatch(
      /^\+\d+ s \(09:00:\d\d\): mean .* ms, highest .* ms; 20 good$/,
    );
    await page.close();
  });

  it('opens what is folded when it is printed', async () => {
    const page = await browser.newPage();
    await page.setContent(renderHtml(broken()));
    await page.pdf();
    expect(await page.locator('details').first().getAttribute('open')).toBe('');
    await page.close();
  });
});
