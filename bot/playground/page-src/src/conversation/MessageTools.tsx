import { type ReactNode } from 'react';
import { Copy, Ellipsis, MessageSquareReply, Pencil, SmilePlus, Trash2, Zap } from 'lucide-react';
import type { Message } from '../slack/types';
import { emojiOf, QUICK_REACTIONS } from '../slack/emoji';
import { useSession, useWorld } from '../state/use';
import { MenuButton, type MenuItem } from '../ui/Menu';

interface ToolsProps {
  channel: string;
  message: Message;
  place: 'timeline' | 'thread';
  onEdit(): void;
}

function useActions({ channel, message, onEdit }: ToolsProps): MenuItem[] {
  const session = useSession();
  const { app, me, conversations } = useWorld();
  const guestHere = conversations.some((one) => one.id === channel && !one.can_command);
  const shortcuts: MenuItem[] = app.shortcuts
    .filter((shortcut) => shortcut.type === 'message' && !guestHere)
    .map((shortcut) => ({
      key: shortcut.callback_id,
      label: shortcut.name,
      note: shortcut.description ?? app.name,
      icon: <Zap size={15} aria-hidden />,
      run: () => void session.attempt(session.hand.messageShortcut(shortcut.callback_id, channel, message.ts)),
    }));
  const copy: MenuItem = {
    key: 'copy',
    label: 'Copy text',
    icon: <Copy size={15} aria-hidden />,
    run: () => void navigator.clipboard.writeText(message.text),
  };
  const mine = message._play.can_edit ?? message.user === me.id;
  if (!mine) return [...shortcuts, copy];
  return [
    ...shortcuts,
    copy,
    { key: 'edit', label: 'Edit', icon: <Pencil size={15} aria-hidden />, run: onEdit },
    {
      key: 'delete',
      label: 'Delete',
      danger: true,
      icon: <Trash2 size={15} aria-hidden />,
      run: () => void session.attempt(session.hand.remove(channel, message.ts)),
    },
  ];
}

export function MessageTools(props: ToolsProps): ReactNode {
  const { channel, message, place } = props;
  const session = useSession();
  const { me } = useWorld();
  const actions = useActions(props);
  const reacted = (name: string): boolean =>
    message.reactions?.some((one) => one.name === name && one.users.includes(me.id)) ?? false;
  return (
    <div className="message-tools" role="toolbar" aria-label="Message actions">
      <MenuButton
        label="Add reaction"
        align="end"
        items={QUICK_REACTIONS.map((name) => ({
          key: name,
          label: `${emojiOf(name)} ${name.replaceAll('_', ' ')}`,
          run: () => void session.attempt(session.hand.react(channel, message.ts, name, reacted(name))),
        }))}
      >
        <SmilePlus size={16} aria-hidden />
      </MenuButton>
      {place === 'timeline' && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          onClick={() => void session.openThread(message.thread_ts ?? message.ts)}
        >
          <MessageSquareReply size={16} aria-hidden />
        </button>
      )}
      <MenuButton label="More message actions" align="end" items={actions}>
        <Ellipsis size={16} aria-hidden />
      </MenuButton>
    </div>
  );
}
