import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderHtmlReport } from '@interloper/report';
import { detection, hostile, signIns } from '../hostile-report.js';
import { chromium, openBrowser } from './browser.js';
import type { Browser } from './browser.js';

const absent = chromium === undefined ? ': no Chromium here (the variable CHROMIUM names one)' : '';

/**
 * Texts whose contrast with what lies behind them is less than WCAG 2.2 asks for (1.4.3: 4.5 to 1, 3 to 1 for large
 * ones), each with its ratio. Computed by the definition of relative luminance in the recommendation.
 */
const paleTexts = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).slice(0, 3).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const pale = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() === '' || element.tagName === 'TITLE' || !element.checkVisibility()) continue;
    const style = getComputedStyle(element);
    const colour = element.namespaceURI.endsWith('svg') ? style.fill : style.color;
    const [one, other] = [luminance(colour), luminance(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) pale.push(element.className + ' ' + walker.currentNode.data.trim().slice(0, 30) + ' ' + ratio.toFixed(2));
  }
  return [...new Set(pale)];
})()`;

/** Elements that reach past the right edge of the screen and are not in a place that scrolls. */
const tooWide = `[...document.querySelectorAll('main *, header *')]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 && each.closest('.scroll') === null)
  .map((each) => each.tagName + '.' + each.className)`;

describe.skipIf(chromium === undefined)(`a report in a browser${absent}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  const file = join(folder, 'report.html');
  const url = pathToFileURL(file).href;
  let browser: Browser;
  beforeAll(async () => {
    writeFileSync(file, renderHtmlReport({ ...hostile, detections: [detection], signIns }));
    browser = await openBrowser(chromium ?? '');
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each([
    ['a desk', 1280],
    ['a telephone', 390],
  ])('at %s', (_, width) => {
    test('asks for nothing but itself, and the browser has nothing to complain of', async () => {
      await browser.open(url, width);
      expect({ requests: browser.requests, complaints: browser.complaints }).toEqual({
        requests: [url],
        complaints: [],
      });
    });

    test('fits the screen', async () => {
      await browser.open(url, width);
      expect(await browser.evaluate('document.scrollingElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await browser.evaluate(tooWide)).toEqual([]);
    });

    test.each(['light', 'dark'] as const)('has texts that stand out, %s', async (scheme) => {
      await browser.emulate('screen', { 'color-scheme': scheme });
      await browser.open(url, width);
      await browser.evaluate('document.querySelectorAll("details").forEach((each) => (each.open = true))');
      expect(await browser.evaluate(paleTexts)).toEqual([]);
    });
  });

  test('does not move for readers who asked for less motion', async () => {
    await browser.emulate('screen', { 'reduced-motion': 'reduce' });
    await browser.open(url, 1280);
    const behaviour = 'getComputedStyle(document.documentElement).scrollBehavior';
    expect(await browser.evaluate(behaviour)).toBe('auto');
  });

  test('shows where the keyboard is on everything that it reaches', async () => {
    await browser.open(url, 1280);
    const without = `[...document.querySelectorAll('a[href], input, summary')]
      .filter((each) => each.checkVisibility())
      .filter((each) => { each.focus({ focusVisible: true }); return document.activeElement !== each || getComputedStyle(each).outlineStyle === 'none'; })
      .map((each) => each.outerHTML.slice(0, 60))`;
    expect(await browser.evaluate(without)).toEqual([]);
  });

  test('prints on paper, in dark colours on white whatever the screen shows', async () => {
    await browser.emulate('print', { 'color-scheme': 'dark' });
    await browser.open(url, 1280);
    expect(await browser.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    );
    expect(await browser.evaluate(paleTexts)).toEqual([]);
    const document = await browser.print();
    expect(document.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  });
});
