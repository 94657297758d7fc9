import { type ReactNode } from 'react';
import type { Suggestion } from './completion';

interface ListProps {
  id: string;
  kind: 'mention' | 'command';
  list: Suggestion[];
  active: number;
  onChoose(suggestion: Suggestion): void;
}

export function SuggestionList({ id, kind, list, active, onChoose }: ListProps): ReactNode {
  const label = kind === 'mention' ? 'People to mention' : 'Commands';
  return (
    <div id={id} role="listbox" aria-label={label} className="menu suggestions">
      <div className="menu-heading">{label}</div>
      {list.map((suggestion, position) => (
        <div
          key={suggestion.key}
          id={`${id}-${position}`}
          role="option"
          aria-selected={position === active}
          data-active={position === active}
          className="menu-item"
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(suggestion);
          }}
        >
          <span className="menu-words">
            <span>{suggestion.label}</span>
            <span className="quiet">{suggestion.note}</span>
          </span>
        </div>
      ))}
    </div>
  );
}
