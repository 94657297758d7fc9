import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Floating } from './floating';

export interface MenuItem {
  key: string;
  label: string;
  note?: string;
  icon?: ReactNode;
  danger?: boolean;
  checked?: boolean;
  run(): void;
}

interface MenuButtonProps {
  label: string;
  items: MenuItem[];
  children: ReactNode;
  className?: string;
  align?: 'start' | 'end';
  side?: 'below' | 'above';
  heading?: string;
  testId?: string;
}

function MenuList({
  label,
  heading,
  items,
  onClose,
}: {
  label: string;
  heading?: string;
  items: MenuItem[];
  onClose(): void;
}): ReactNode {
  const list = useRef<HTMLDivElement>(null);
  const move = (by: number | 'first' | 'last'): void => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = by === 'first' ? 0 : by === 'last' ? all.length - 1 : (at + by + all.length) % all.length;
    all[next]?.focus();
  };
  useEffect(() => move('first'), []);
  const keys = (event: KeyboardEvent): void => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Home: () => move('first'),
      End: () => move('last'),
      Escape: onClose,
      Tab: onClose,
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return (
    <div ref={list} role="menu" aria-label={label} className="menu" onKeyDown={keys}>
      {heading && <div className="menu-heading">{heading}</div>}
      {items.length === 0 && <div className="menu-heading">Nothing here</div>}
      {items.map((item) => (
        <button
          key={item.key}
          type="button"
          role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={item.checked}
          tabIndex={-1}
          className={item.danger ? 'menu-item danger' : 'menu-item'}
          onClick={() => {
            onClose();
            item.run();
          }}
        >
          {item.icon}
          <span className="menu-words">
            <span>{item.label}</span>
            {item.note && <span className="quiet">{item.note}</span>}
          </span>
        </button>
      ))}
    </div>
  );
}

export function MenuButton(props: MenuButtonProps): ReactNode {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = (): void => {
    setOpen(false);
    anchor.current?.focus();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={props.className ?? 'icon-button'}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={props.label}
        title={props.label}
        data-testid={props.testId}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        {props.children}
      </button>
      {open && (
        <Floating anchor={anchor} onAway={() => setOpen(false)} align={props.align} side={props.side}>
          <MenuList label={props.label} heading={props.heading} items={props.items} onClose={close} />
        </Floating>
      )}
    </>
  );
}
