import type { FunctionComponent, ReactNode } from 'react';
import type { ElementProps } from '../blocks/host';
import { Button, FeedbackButtons, IconButton } from './Button';
import { Checkboxes, RadioButtons } from './Choices';
import { FileField } from './FileField';
import { Overflow } from './Overflow';
import { Picker } from './Picker';
import { DateField, MomentField, TimeField } from './TemporalFields';
import { RichTextField, TextField } from './TextFields';

const DRAWINGS: Record<string, FunctionComponent<ElementProps>> = {
  button: Button,
  workflow_button: Button,
  icon_button: IconButton,
  feedback_buttons: FeedbackButtons,
  overflow: Overflow,
  radio_buttons: RadioButtons,
  checkboxes: Checkboxes,
  static_select: Picker,
  external_select: Picker,
  users_select: Picker,
  conversations_select: Picker,
  channels_select: Picker,
  multi_static_select: Picker,
  multi_external_select: Picker,
  multi_users_select: Picker,
  multi_conversations_select: Picker,
  multi_channels_select: Picker,
  datepicker: DateField,
  timepicker: TimeField,
  datetimepicker: MomentField,
  plain_text_input: TextField,
  email_text_input: TextField,
  url_text_input: TextField,
  number_input: TextField,
  rich_text_input: RichTextField,
  file_input: FileField,
};

export function ElementDrawing(props: ElementProps): ReactNode {
  const Drawing = DRAWINGS[props.element.type];
  if (!Drawing) return <code className="raw-element">{JSON.stringify(props.element)}</code>;
  return <Drawing {...props} />;
}
