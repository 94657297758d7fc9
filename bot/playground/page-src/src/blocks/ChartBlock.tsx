import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Block } from '../slack/types';
import { plain } from '../slack/values';
import { categoriesOf, type ChartData, figure, type Segment, slicePath, ticks, valueAt } from './chart';

const USUAL_WIDTH = 520;
const HEIGHT = 220;
const LEFT = 52;
const BOTTOM = 34;
const TOP = 10;

const colour = (index: number): string => `var(--series-${(index % 8) + 1})`;

interface AxesProps {
  chart: ChartData;
  width: number;
  at(value: number): number;
  x(index: number): number;
}

function Axes({ chart, width, at, x }: AxesProps): ReactNode {
  const values = (chart.series ?? []).flatMap((series) => series.data.map((point) => point.value));
  const categories = categoriesOf(chart);
  const every = Math.ceil(categories.length / (width / 60));
  return (
    <g className="axes">
      {ticks(values).map((tick) => (
        <g key={tick}>
          <line x1={LEFT} x2={width} y1={at(tick)} y2={at(tick)} className={tick === 0 ? 'zero' : ''} />
          <text x={LEFT - 8} y={at(tick) + 4} textAnchor="end">
            {figure(tick)}
          </text>
        </g>
      ))}
      {categories.map((category, index) =>
        index % every === 0 ? (
          <text key={category} x={x(index)} y={HEIGHT - BOTTOM + 18} textAnchor="middle">
            {category}
          </text>
        ) : null,
      )}
    </g>
  );
}

/** The width a drawing has, so that its words keep their size in narrow places. */
function useWidth(): [RefObject<SVGSVGElement | null>, number] {
  const drawing = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useLayoutEffect(() => {
    if (!drawing.current) return;
    const sized = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect.width > 0) setWidth(Math.round(entry.contentRect.width));
    });
    sized.observe(drawing.current);
    return () => sized.disconnect();
  }, []);
  return [drawing, width];
}

function Cartesian({ chart }: { chart: ChartData }): ReactNode {
  const [drawing, width] = useWidth();
  const categories = categoriesOf(chart);
  const series = chart.series ?? [];
  const scale = ticks(series.flatMap((one) => one.data.map((point) => point.value)));
  const [low, high] = [scale[0] ?? 0, scale.at(-1) ?? 1];
  const at = (value: number): number => TOP + ((high - value) / (high - low)) * (HEIGHT - BOTTOM - TOP);
  const band = (width - LEFT) / Math.max(1, categories.length);
  const x = (index: number): number => LEFT + band * (index + 0.5);
  const bar = Math.min(34, (band * 0.7) / Math.max(1, series.length));

  const line = (index: number): string =>
    categories
      .map((category, position) => ({ position, value: valueAt(series[index]!, category) }))
      .filter((point) => point.value !== null)
      .map((point) => `${x(point.position)},${at(point.value as number)}`)
      .join(' ');

  return (
    <svg ref={drawing} viewBox={`0 0 ${width} ${HEIGHT}`} height={HEIGHT} aria-hidden>
      <Axes chart={chart} width={width} at={at} x={x} />
      {series.map((one, index) =>
        chart.type === 'bar' ? (
          <g key={one.name} fill={colour(index)}>
            {categories.map((category, position) => {
              const value = valueAt(one, category);
              if (value === null) return null;
              const left = x(position) + (index - series.length / 2) * bar;
              const top = Math.min(at(0), at(value));
              return (
                <rect key={category} x={left + 1} y={top} width={bar - 2} height={Math.abs(at(value) - at(0))} rx={2} />
              );
            })}
          </g>
        ) : (
          <g key={one.name}>
            {chart.type === 'area' && (
              <polygon
                points={`${x(0)},${at(0)} ${line(index)} ${x(categories.length - 1)},${at(0)}`}
                fill={colour(index)}
                opacity={0.18}
              />
            )}
            <polyline
              points={line(index)}
              fill="none"
              stroke={colour(index)}
              strokeWidth={2.5}
              strokeLinejoin="round"
            />
            {categories.map((category, position) => {
              const value = valueAt(one, category);
              return value === null ? null : (
                <circle key={category} cx={x(position)} cy={at(value)} r={3.2} fill={colour(index)} />
              );
            })}
          </g>
        ),
      )}
    </svg>
  );
}

function Pie({ segments }: { segments: Segment[] }): ReactNode {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  let before = 0;
  return (
    <svg viewBox="-100 -100 200 200" className="pie" aria-hidden>
      {segments.map((segment, index) => {
        const from = before / total;
        before += segment.value;
        return <path key={segment.label} d={slicePath(from, before / total, 92, 52)} fill={colour(index)} />;
      })}
    </svg>
  );
}

function SeriesFigures({ chart }: { chart: ChartData }): ReactNode {
  const categories = categoriesOf(chart);
  return (
    <details className="figures">
      <summary>Figures</summary>
      <div className="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">{chart.axis_config?.x_label ?? ''}</th>
              {chart.series?.map((series) => (
                <th key={series.name} scope="col" className="align-right">
                  {series.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {categories.map((category) => (
              <tr key={category}>
                <th scope="row">{category}</th>
                {chart.series?.map((series) => {
                  const value = valueAt(series, category);
                  return (
                    <td key={series.name} className="align-right">
                      {value === null ? '–' : figure(value)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Legend({ chart }: { chart: ChartData }): ReactNode {
  const segments = chart.segments ?? [];
  const total = segments.reduce((sum, segment) => sum + segment.value, 0) || 1;
  const entries =
    chart.type === 'pie'
      ? segments.map(
          (segment) => `${segment.label}: ${figure(segment.value)} (${figure((100 * segment.value) / total)} %)`,
        )
      : (chart.series ?? []).map((series) => series.name);
  return (
    <ul className="legend">
      {entries.map((entry, index) => (
        <li key={entry}>
          <span className="swatch" style={{ background: colour(index) }} /> {entry}
        </li>
      ))}
    </ul>
  );
}

/** A chart with its figures in words beside it. */
export function ChartBlock({ block }: { block: Block }): ReactNode {
  const chart = block.chart as ChartData;
  const title = plain(block.title as string | undefined) || 'Chart';
  return (
    <figure className={`block-chart chart-${chart.type}`} aria-label={title}>
      <figcaption>{title}</figcaption>
      {chart.type === 'pie' ? <Pie segments={chart.segments ?? []} /> : <Cartesian chart={chart} />}
      <Legend chart={chart} />
      {chart.axis_config?.y_label && <p className="quiet">Values: {chart.axis_config.y_label}</p>}
      {chart.type !== 'pie' && <SeriesFigures chart={chart} />}
    </figure>
  );
}
