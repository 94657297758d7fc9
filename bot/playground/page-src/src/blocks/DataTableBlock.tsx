import { type ReactNode, useMemo, useState } from 'react';
import { ArrowDown, ArrowUp, ArrowUpDown, ChevronLeft, ChevronRight, Search } from 'lucide-react';
import type { Block } from '../slack/types';
import { type Cell, CellDrawing, cellNumber, cellText } from './cells';

interface Order {
  column: number;
  down: boolean;
}

function compareCells(one: Cell | undefined, other: Cell | undefined): number {
  const [first, second] = [cellNumber(one), cellNumber(other)];
  if (first !== null && second !== null) return first - second;
  return cellText(one).localeCompare(cellText(other), undefined, { numeric: true, sensitivity: 'base' });
}

export function arrange(rows: Cell[][], typed: string, order: Order | null): Cell[][] {
  const wanted = typed.trim().toLowerCase();
  const found = wanted
    ? rows.filter((row) => row.some((cell) => cellText(cell).toLowerCase().includes(wanted)))
    : [...rows];
  if (!order) return found;
  const sign = order.down ? -1 : 1;
  return found.sort((one, other) => sign * compareCells(one[order.column], other[order.column]));
}

function SortButton({ name, order, onSort }: { name: string; order: boolean | null; onSort(): void }): ReactNode {
  const Icon = order === null ? ArrowUpDown : order ? ArrowDown : ArrowUp;
  return (
    <button type="button" className="sort" onClick={onSort} aria-label={`Sort by ${name}`}>
      {name} <Icon size={13} aria-hidden />
    </button>
  );
}

/** Sort, filter and page over the rows; the first row names the columns. */
export function DataTableBlock({ block }: { block: Block }): ReactNode {
  const all = block.rows as Cell[][];
  const head = all[0] ?? [];
  const body = useMemo(() => all.slice(1), [all]);
  const size = Number(block.page_size ?? 5);
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<Order | null>(null);
  const [asked, setPage] = useState(0);
  const rows = useMemo(() => arrange(body, typed, order), [body, typed, order]);
  const last = Math.max(0, Math.ceil(rows.length / size) - 1);
  const page = Math.min(asked, last);
  const caption = String(block.caption ?? 'Table');
  const rowHeader = Number(block.row_header_column_index ?? 0);
  const numeric = head.map((_, column) => body.length > 0 && body.every((row) => cellNumber(row[column]) !== null));
  const sortBy = (column: number): void =>
    setOrder((now) => (now?.column !== column ? { column, down: false } : now.down ? null : { column, down: true }));

  return (
    <figure className="data-table">
      <div className="data-table-top">
        <figcaption>{caption}</figcaption>
        {body.length > size && (
          <label className="filter">
            <Search size={14} aria-hidden />
            <span className="visually-hidden">Filter {caption}</span>
            <input value={typed} placeholder="Filter" onChange={(event) => setTyped(event.target.value)} />
          </label>
        )}
      </div>
      <div className="table-frame" role="region" aria-label={caption} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {head.map((cell, column) => {
                const mine = order?.column === column ? order.down : null;
                const sorted = mine === null ? 'none' : mine ? 'descending' : 'ascending';
                return (
                  <th key={column} scope="col" aria-sort={sorted} className={numeric[column] ? 'align-right' : ''}>
                    <SortButton name={cellText(cell)} order={mine} onSort={() => sortBy(column)} />
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.slice(page * size, (page + 1) * size).map((row, line) => (
              <tr key={line}>
                {row.map((cell, column) => {
                  const Tag = column === rowHeader ? 'th' : 'td';
                  return (
                    <Tag
                      key={column}
                      scope={column === rowHeader ? 'row' : undefined}
                      className={numeric[column] ? 'align-right' : ''}
                    >
                      <CellDrawing cell={cell} />
                    </Tag>
                  );
                })}
              </tr>
            ))}
            {rows.length === 0 && (
              <tr>
                <td colSpan={head.length} className="quiet">
                  No row matches “{typed}”.
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {last > 0 && (
        <div className="pages">
          <button type="button" aria-label="Previous page" disabled={page === 0} onClick={() => setPage(page - 1)}>
            <ChevronLeft size={16} />
          </button>
          <span aria-live="polite">
            {page * size + 1}–{Math.min(rows.length, (page + 1) * size)} of {rows.length}
          </span>
          <button type="button" aria-label="Next page" disabled={page === last} onClick={() => setPage(page + 1)}>
            <ChevronRight size={16} />
          </button>
        </div>
      )}
    </figure>
  );
}
