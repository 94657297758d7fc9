import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { ChevronDown, X } from 'lucide-react';
import { type ElementProps, useElementValue, useHost } from '../blocks/host';
import { withEmoji } from '../slack/emoji';
import { plain } from '../slack/values';
import { Floating } from '../ui/floating';
import { useConfirm } from './confirming';
import { chosenOf, isMulti, type Option, useOptions, valueOf } from './options';

interface ListProps {
  id: string;
  label: string;
  options: Option[];
  active: number;
  chosen: Option[];
  empty: string;
  onChoose(option: Option): void;
}

function OptionList({ id, label, options, active, chosen, empty, onChoose }: ListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <ul ref={list} id={id} role="listbox" aria-label={label} className="menu option-list">
      {options.length === 0 && <li className="menu-heading">{empty}</li>}
      {options.map((option, position) => (
        <li key={option.key} role="presentation">
          {option.group && option.group !== options[position - 1]?.group && (
            <div className="menu-heading">{option.group}</div>
          )}
          <div
            role="option"
            id={`${id}-${position}`}
            aria-selected={chosen.some((one) => one.key === option.key)}
            data-active={position === active}
            className="menu-item"
            onMouseDown={(event) => {
              event.preventDefault();
              onChoose(option);
            }}
          >
            <span className="menu-words">
              <span>{withEmoji(option.label)}</span>
              {option.note && <span className="quiet">{option.note}</span>}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** All select menus: one or many, from options, from the app, people, conversations or channels. */
export function Picker(props: ElementProps): ReactNode {
  const { element, blockId } = props;
  const host = useHost();
  const many = isMulti(element);
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const { value, report } = useElementValue(props);
  const { ask, question } = useConfirm(element.confirm);
  const { options, waiting } = useOptions(element, blockId, typed, open);
  const chosen = chosenOf(element, value, host);
  const label = plain(element.placeholder) || 'Choose';
  const typeMore = `Type at least ${element.min_query_length ?? 3} letters`;
  const asksApp = element.type.endsWith('external_select');
  const empty = waiting
    ? 'Looking…'
    : asksApp && typed.length < (element.min_query_length ?? 3)
      ? typeMore
      : 'Nothing found';

  const close = (): void => {
    setOpen(false);
    setTyped('');
    setActive(0);
  };
  const set = (next: Option[]): void => ask(() => void report(valueOf(element, next)));
  const choose = (option: Option): void => {
    if (!many) {
      close();
      set([option]);
      return;
    }
    const there = chosen.some((one) => one.key === option.key);
    if (!there && chosen.length >= (element.max_selected_items ?? 100)) return;
    setTyped('');
    set(there ? chosen.filter((one) => one.key !== option.key) : [...chosen, option]);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Backspace' && typed === '' && chosen.length > 0) set(chosen.slice(0, -1));
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return setOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      return setActive((now) => (now + step + options.length) % Math.max(1, options.length));
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      const option = options[active];
      if (open && option) choose(option);
      else setOpen(true);
    }
    if (event.key === 'Escape' && open) {
      event.stopPropagation();
      close();
    }
    if (event.key === 'Tab') close();
  };

  const shownText = open || many ? typed : withEmoji(chosen[0]?.label ?? '');
  return (
    <div ref={frame} className={many ? 'picker many' : 'picker'} aria-invalid={props.invalid}>
      {many &&
        chosen.map((option) => (
          <span key={option.key} className="attached">
            {withEmoji(option.label)}
            <button type="button" aria-label={`Remove ${option.label}`} onClick={() => choose(option)}>
              <X size={13} />
            </button>
          </span>
        ))}
      <input
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-list-${active}` : undefined}
        aria-labelledby={props.labelledBy}
        aria-label={props.labelledBy ? undefined : label}
        aria-describedby={props.describedBy}
        autoFocus={element.focus_on_load}
        autoComplete="off"
        value={shownText}
        placeholder={!many && chosen[0] ? withEmoji(chosen[0].label) : many && chosen.length > 0 ? '' : label}
        onMouseDown={() => setOpen(true)}
        onBlur={close}
        onChange={(event) => {
          setOpen(true);
          setActive(0);
          setTyped(event.target.value);
        }}
        onKeyDown={keys}
      />
      <ChevronDown size={15} aria-hidden className="picker-arrow" />
      {open && (
        <Floating anchor={frame} onAway={close} matchWidth>
          <OptionList
            id={`${id}-list`}
            label={label}
            options={options}
            active={active}
            chosen={chosen}
            empty={empty}
            onChoose={choose}
          />
        </Floating>
      )}
      {question}
    </div>
  );
}
