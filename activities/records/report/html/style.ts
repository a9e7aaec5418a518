import { BASE } from './style/base.ts';
import { CHART } from './style/chart.ts';
import { COLOURS } from './style/colours.ts';
import { PRINT } from './style/print.ts';
import { SECTIONS } from './style/sections.ts';
import { TABLE } from './style/table.ts';
import { TIMELINE } from './style/timeline.ts';
import { VERDICT } from './style/verdict.ts';

export const STYLE = [COLOURS, BASE, VERDICT, SECTIONS, TABLE, CHART, TIMELINE, PRINT].join('');
