import type { ReactNode } from 'react';
import { Ellipsis } from 'lucide-react';
import { type ElementProps, useElementValue } from '../blocks/host';
import { followLink } from '../slack/links';
import { withEmoji } from '../slack/emoji';
import { plain } from '../slack/values';
import { MenuButton } from '../ui/Menu';
import { useConfirm } from './confirming';

export function Overflow(props: ElementProps): ReactNode {
  const { element } = props;
  const { report } = useElementValue(props);
  const { ask, question } = useConfirm(element.confirm);
  return (
    <>
      <MenuButton
        label={element.accessibility_label ?? 'More actions'}
        className="button overflow"
        items={(element.options ?? []).map((option) => ({
          key: option.value,
          label: withEmoji(plain(option.text)),
          note: plain(option.description),
          run: () =>
            ask(() => {
              followLink(option.url);
              void report({ type: element.type, selected_option: option });
            }),
        }))}
      >
        <Ellipsis size={16} aria-hidden />
      </MenuButton>
      {question}
    </>
  );
}
