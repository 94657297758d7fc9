import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Search } from 'lucide-react';

export interface Entry {
  key: string;
  group: string;
  groupNote?: string;
  label: string;
  note?: string;
  mark: ReactNode;
  current?: boolean;
  words?: string;
  run(): void;
}

const found = (entry: Entry, typed: string): boolean => {
  const text = `${entry.label} ${entry.note ?? ''} ${entry.group} ${entry.words ?? ''}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

/** A filter field over a grouped list: type, arrow keys, Enter. */
export function SearchList({
  label,
  placeholder,
  entries,
}: {
  label: string;
  placeholder: string;
  entries: Entry[];
}): ReactNode {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const shown = entries.filter((entry) => found(entry, typed.trim()));

  useEffect(() => {
    list.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setActive((now) => (now + step + shown.length) % Math.max(1, shown.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      shown[active]?.run();
    }
  };
  return (
    <div className="search-list">
      <label className="search-field">
        <Search size={16} aria-hidden />
        <input
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={`${id}-${active}`}
          aria-label={label}
          placeholder={placeholder}
          autoComplete="off"
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setActive(0);
          }}
          onKeyDown={keys}
        />
      </label>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className="search-results">
        {shown.length === 0 && <p className="quiet nothing">Nothing matches “{typed}”.</p>}
        {shown.map((entry, position) => (
          <div key={entry.key} role="presentation">
            {entry.group !== shown[position - 1]?.group && (
              <div className="search-group">
                {entry.group}
                {entry.groupNote && <span className="quiet"> · {entry.groupNote}</span>}
              </div>
            )}
            <div
              id={`${id}-${position}`}
              role="option"
              aria-selected={position === active}
              aria-current={entry.current ? 'true' : undefined}
              data-active={position === active}
              className="search-entry"
              onMouseMove={() => setActive(position)}
              onClick={entry.run}
            >
              {entry.mark}
              <span className="menu-words">
                <span>{entry.label}</span>
                {entry.note && <span className="quiet">{entry.note}</span>}
              </span>
              {entry.current && <span className="tag">that's me</span>}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
