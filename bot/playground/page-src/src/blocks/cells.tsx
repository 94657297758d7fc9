import type { ReactNode } from 'react';
import type { Block, RichText } from '../slack/types';
import { LibraryDrawn } from './Prose';
import { textOfRichText } from '../slack/values';
import { withEmoji } from '../slack/emoji';

export interface Cell {
  type: string;
  text?: string;
  value?: number | string;
  elements?: unknown[];
}

export function cellText(cell: Cell | null | undefined): string {
  if (!cell) return '';
  if (cell.type === 'rich_text') return textOfRichText(cell as unknown as RichText);
  return cell.text ?? String(cell.value ?? '');
}

const FIGURE = /^(?:[A-Z]{3}|[€£$])?\s?(-?\d[\d.,'\s]*)\s?(?:%|[A-Z]{3}|[€£$])?$/;

/** The number a cell stands for (1,184.00 · 1.184,00 · EUR 12), or null. */
export function cellNumber(cell: Cell | null | undefined): number | null {
  if (!cell) return null;
  if (typeof cell.value === 'number') return cell.value;
  const found = FIGURE.exec(cellText(cell).trim());
  if (!found?.[1]) return null;
  const digits = found[1].replace(/['\s]/g, '');
  const decimal = /[.,](\d{1,2})$/.exec(digits);
  const whole = (decimal ? digits.slice(0, -decimal[0].length) : digits).replace(/[.,]/g, '');
  const number = Number(decimal ? `${whole}.${decimal[1]}` : whole);
  return Number.isFinite(number) ? number : null;
}

export function CellDrawing({ cell }: { cell: Cell | null | undefined }): ReactNode {
  if (!cell) return null;
  if (cell.type === 'rich_text') return <LibraryDrawn block={cell as unknown as Block} />;
  return <>{withEmoji(cellText(cell))}</>;
}
