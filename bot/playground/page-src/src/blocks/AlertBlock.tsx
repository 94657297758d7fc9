import type { ReactNode } from 'react';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { Block, TextObject } from '../slack/types';
import { Words } from './Prose';

const ICONS = { info: Info, default: Info, warning: TriangleAlert, error: CircleAlert, success: CircleCheck };
type Level = keyof typeof ICONS;

export function AlertBlock({ block }: { block: Block }): ReactNode {
  const asked = String(block.level ?? 'default');
  const level: Level = asked in ICONS ? (asked as Level) : 'default';
  const Icon = ICONS[level];
  return (
    <div className={`block-alert alert-${level}`} role={level === 'error' ? 'alert' : 'status'}>
      <Icon size={18} aria-hidden />
      <span className="visually-hidden">{level === 'default' ? 'Note' : level}: </span>
      <Words text={block.text as TextObject} />
    </div>
  );
}
