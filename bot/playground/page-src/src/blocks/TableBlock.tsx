import type { ReactNode } from 'react';
import type { Block } from '../slack/types';
import { type Cell, CellDrawing, cellNumber } from './cells';

interface Column {
  align?: 'left' | 'center' | 'right';
  is_wrapped?: boolean;
}

export function TableBlock({ block }: { block: Block }): ReactNode {
  const [head = [], ...rows] = (block.rows as Cell[][] | undefined) ?? [];
  const columns = (block.column_settings as (Column | null)[] | undefined) ?? [];
  const style = (position: number): string => {
    const numeric = rows.length > 0 && rows.every((row) => cellNumber(row[position]) !== null);
    const align = columns[position]?.align ?? (numeric ? 'right' : 'left');
    return `align-${align}${columns[position]?.is_wrapped ? ' wrapped' : ''}`;
  };
  return (
    <div className="table-frame" role="region" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, position) => (
              <th key={position} scope="col" className={style(position)}>
                <CellDrawing cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, position) => (
                <td key={position} className={style(position)}>
                  <CellDrawing cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
