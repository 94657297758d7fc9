/** Geometry of the charts of a data_visualization block, free of drawing. */

export interface Series {
  name: string;
  data: { label: string; value: number }[];
}

export interface Segment {
  label: string;
  value: number;
}

export interface ChartData {
  type: 'line' | 'bar' | 'area' | 'pie';
  series?: Series[];
  segments?: Segment[];
  axis_config?: { categories?: string[]; x_label?: string; y_label?: string };
}

export const figure = (value: number): string =>
  value.toLocaleString('en-GB', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });

export function categoriesOf(chart: ChartData): string[] {
  const named = chart.axis_config?.categories;
  if (named?.length) return named;
  return [...new Set((chart.series ?? []).flatMap((series) => series.data.map((point) => point.label)))];
}

export const valueAt = (series: Series, category: string): number | null =>
  series.data.find((point) => point.label === category)?.value ?? null;

/** Round steps for a value axis that holds zero, the lowest and the highest value. */
export function ticks(values: number[], wanted = 4): number[] {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const rough = (high - low || 1) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** The path of a pie's slice from one share of the circle to another, around 0,0. */
export function slicePath(from: number, to: number, radius: number, hole: number): string {
  const end = Math.min(to, from + 0.99999);
  const at = (share: number, size: number): string => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${(Math.cos(angle) * size).toFixed(3)} ${(Math.sin(angle) * size).toFixed(3)}`;
  };
  const large = end - from > 0.5 ? 1 : 0;
  return (
    `M ${at(from, radius)} A ${radius} ${radius} 0 ${large} 1 ${at(end, radius)} ` +
    `L ${at(end, hole)} A ${hole} ${hole} 0 ${large} 0 ${at(from, hole)} Z`
  );
}
