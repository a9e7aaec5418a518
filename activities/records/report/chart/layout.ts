export const GUTTER_WIDTH = 64;
export const LANE_HEIGHT = 24;
const PLOT_HEIGHT = 168;
const STRIP_HEIGHT = 18;

/** Heights in pixels from the top: lanes for labels, the plot, the strip of failed samples, the time axis. */
export interface Layout {
  readonly plotTop: number;
  readonly plotBottom: number;
  readonly stripTop: number;
  readonly stripBottom: number;
  readonly height: number;
}

export function layoutFor(lanes: number): Layout {
  const plotTop = lanes * LANE_HEIGHT + 10;
  const plotBottom = plotTop + PLOT_HEIGHT;
  const stripTop = plotBottom + 14;
  const stripBottom = stripTop + STRIP_HEIGHT;
  return { plotTop, plotBottom, stripTop, stripBottom, height: stripBottom + 40 };
}
