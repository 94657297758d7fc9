import { type ReactNode, useId } from 'react';
import { Words } from '../blocks/Prose';
import { type ElementProps, useElementValue } from '../blocks/host';
import type { Choice } from '../slack/types';
import { sameChoice } from '../slack/values';
import { useConfirm } from './confirming';

function ChoiceWords({ option }: { option: Choice }): ReactNode {
  return (
    <span className="choice-words">
      <Words text={option.text} />
      {option.description && (
        <span className="quiet">
          <Words text={option.description} />
        </span>
      )}
    </span>
  );
}

export function RadioButtons(props: ElementProps): ReactNode {
  const { element } = props;
  const name = useId();
  const { value, report } = useElementValue(props);
  const { ask, question } = useConfirm(element.confirm);
  return (
    <div role="radiogroup" className="choices" aria-labelledby={props.labelledBy} aria-describedby={props.describedBy}>
      {element.options?.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="radio"
            name={name}
            checked={sameChoice(value?.selected_option, option)}
            onChange={() => ask(() => void report({ type: element.type, selected_option: option }))}
          />
          <ChoiceWords option={option} />
        </label>
      ))}
      {question}
    </div>
  );
}

export function Checkboxes(props: ElementProps): ReactNode {
  const { element } = props;
  const { value, report } = useElementValue(props);
  const { ask, question } = useConfirm(element.confirm);
  const chosen = value?.selected_options ?? [];
  const toggle = (option: Choice): Choice[] =>
    chosen.some((one) => sameChoice(one, option))
      ? chosen.filter((one) => !sameChoice(one, option))
      : [...chosen, option];
  return (
    <div role="group" className="choices" aria-labelledby={props.labelledBy} aria-describedby={props.describedBy}>
      {element.options?.map((option) => (
        <label key={option.value} className="choice">
          <input
            type="checkbox"
            checked={chosen.some((one) => sameChoice(one, option))}
            onChange={() => ask(() => void report({ type: element.type, selected_options: toggle(option) }))}
          />
          <ChoiceWords option={option} />
        </label>
      ))}
      {question}
    </div>
  );
}
