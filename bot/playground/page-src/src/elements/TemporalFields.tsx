import type { ReactNode } from 'react';
import { type ElementProps, useElementValue, useHost } from '../blocks/host';
import { localText, momentOf } from '../slack/time';
import { plain } from '../slack/values';
import { useConfirm } from './confirming';

interface FieldProps {
  props: ElementProps;
  kind: 'date' | 'time' | 'datetime-local';
  value: string;
  onChoose(text: string): void;
}

function NativeField({ props, kind, value, onChoose }: FieldProps): ReactNode {
  const { element } = props;
  const { ask, question } = useConfirm(element.confirm);
  return (
    <>
      <input
        type={kind}
        className="field-box temporal"
        value={value}
        autoFocus={element.focus_on_load}
        aria-label={
          props.labelledBy ? undefined : (element.accessibility_label ?? (plain(element.placeholder) || kind))
        }
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        onChange={(event) => {
          const text = event.target.value;
          ask(() => onChoose(text));
        }}
      />
      {question}
    </>
  );
}

export function DateField(props: ElementProps): ReactNode {
  const { value, report } = useElementValue(props);
  const choose = (text: string): void => void report({ type: 'datepicker', selected_date: text || null });
  return <NativeField props={props} kind="date" value={value?.selected_date ?? ''} onChoose={choose} />;
}

export function TimeField(props: ElementProps): ReactNode {
  const { value, report } = useElementValue(props);
  const timezone = props.element.timezone;
  const choose = (text: string): void =>
    void report({ type: 'timepicker', selected_time: text || null, ...(timezone ? { timezone } : {}) });
  return <NativeField props={props} kind="time" value={value?.selected_time ?? ''} onChoose={choose} />;
}

/** The field shows the world's local time; Slack's value is seconds since 1970. */
export function MomentField(props: ElementProps): ReactNode {
  const { zone } = useHost();
  const { value, report } = useElementValue(props);
  const seconds = value?.selected_date_time;
  const shown = seconds ? localText(new Date(seconds * 1000), zone) : '';
  const choose = (text: string): void =>
    void report({
      type: 'datetimepicker',
      selected_date_time: text ? Math.floor(momentOf(text, zone).getTime() / 1000) : null,
    });
  return <NativeField props={props} kind="datetime-local" value={shown} onChoose={choose} />;
}
