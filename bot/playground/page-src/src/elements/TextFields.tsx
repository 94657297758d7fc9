import { type KeyboardEvent, type ReactNode } from 'react';
import { type ElementProps, useElementValue } from '../blocks/host';
import type { Element, RichText } from '../slack/types';
import { plain, richTextOf, textOfRichText } from '../slack/values';

const INPUT_KINDS: Record<string, 'email' | 'url' | 'text'> = {
  email_text_input: 'email',
  url_text_input: 'url',
};

const dispatchesOn = (element: Element, trigger: string): boolean =>
  (element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']).includes(trigger);

export function TextField(props: ElementProps): ReactNode {
  const { element } = props;
  const { value, report } = useElementValue(props);
  const text = value?.value ?? '';
  const shared = {
    className: 'field-box',
    value: text,
    placeholder: plain(element.placeholder),
    maxLength: element.max_length,
    autoFocus: element.focus_on_load,
    'aria-labelledby': props.labelledBy,
    'aria-label': props.labelledBy ? undefined : plain(element.placeholder) || 'Text',
    'aria-describedby': props.describedBy,
    'aria-invalid': props.invalid,
    onChange: (event: { target: { value: string } }) =>
      void report(
        { type: element.type, value: event.target.value || null },
        dispatchesOn(element, 'on_character_entered'),
      ),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !event.shiftKey && dispatchesOn(element, 'on_enter_pressed')) {
        if (props.reporting === 'keep') return;
        event.preventDefault();
        void report({ type: element.type, value: text || null });
      }
    },
  };
  if (element.multiline) return <textarea {...shared} rows={4} />;
  if (element.type === 'number_input') {
    return <input {...shared} type="text" inputMode={element.is_decimal_allowed ? 'decimal' : 'numeric'} />;
  }
  return <input {...shared} type={INPUT_KINDS[element.type] ?? 'text'} />;
}

/** A rich text input without formatting buttons: what is typed becomes one rich text section. */
export function RichTextField(props: ElementProps): ReactNode {
  const { element } = props;
  const { value, report } = useElementValue(props);
  const text = textOfRichText(value?.rich_text_value as RichText | null | undefined);
  return (
    <textarea
      className="field-box"
      rows={5}
      value={text}
      placeholder={plain(element.placeholder)}
      aria-labelledby={props.labelledBy}
      aria-describedby={props.describedBy}
      aria-invalid={props.invalid}
      onChange={(event) =>
        void report(
          { type: element.type, rich_text_value: event.target.value ? richTextOf(event.target.value) : null },
          false,
        )
      }
    />
  );
}
