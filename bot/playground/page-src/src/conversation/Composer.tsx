import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { AtSign, FileText, Paperclip, Plus, SendHorizontal, X, Zap } from 'lucide-react';
import type { Conversation } from '../api/contract';
import type { SlackFile } from '../slack/types';
import { draftKey } from '../state/page';
import { usePage, useSession, useWorld } from '../state/use';
import { MenuButton, type MenuItem } from '../ui/Menu';
import { complete, type Suggestion, withMentions } from './completion';
import { SuggestionList } from './SuggestionList';

interface ComposerProps {
  conversation: Conversation;
  root: string | null;
}

function useAttachments(): {
  files: SlackFile[];
  busy: boolean;
  add(chosen: File[]): Promise<void>;
  drop(id: string): void;
  clear(): void;
} {
  const session = useSession();
  const [files, setFiles] = useState<SlackFile[]>([]);
  const [busy, setBusy] = useState(false);
  return {
    files,
    busy,
    add: async (chosen) => {
      if (chosen.length === 0) return;
      setBusy(true);
      const stored = await session.attempt(session.hand.upload(chosen));
      setBusy(false);
      if (stored) setFiles((now) => [...now, ...stored.files]);
    },
    drop: (id) => setFiles((now) => now.filter((file) => file.id !== id)),
    clear: () => setFiles([]),
  };
}

function useShortcuts(attach: () => void): MenuItem[] {
  const session = useSession();
  const { app } = useWorld();
  const own = app.shortcuts
    .filter((shortcut) => shortcut.type === 'global')
    .map((shortcut) => ({
      key: shortcut.callback_id,
      label: shortcut.name,
      note: shortcut.description ?? app.name,
      icon: <Zap size={15} aria-hidden />,
      run: () => void session.attempt(session.hand.globalShortcut(shortcut.callback_id)),
    }));
  return [{ key: 'attach', label: 'Attach files', icon: <Paperclip size={15} aria-hidden />, run: attach }, ...own];
}

/** Whether a field with words in it has the focus, which nobody may take away. */
function somebodyTypes(): boolean {
  const field = document.activeElement;
  return (field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement) && field.value !== '';
}

export function Composer({ conversation, root }: ComposerProps): ReactNode {
  const session = useSession();
  const page = usePage();
  const world = useWorld();
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const mentioned = useRef(new Map<string, string>());
  const [cursor, setCursor] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const [over, setOver] = useState(false);
  const attachments = useAttachments();
  const menu = useShortcuts(() => chooser.current?.click());
  const text = page.drafts[draftKey(conversation.id, root)] ?? '';
  const completion = complete(text.slice(0, cursor), conversation, world);
  const open = completion !== null && completion.suggestions.length > 0 && dismissed !== text;

  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 220)}px`;
  }, [text]);
  useEffect(() => {
    if (window.matchMedia('(min-width: 760px)').matches && !somebodyTypes()) field.current?.focus();
  }, [conversation.id, root]);

  const write = (next: string): void => {
    setActive(0);
    session.draft(conversation.id, root, next);
  };
  const insert = (suggestion: Suggestion): void => {
    if (!completion) return;
    if (suggestion.user) mentioned.current.set(suggestion.label, suggestion.user);
    const end = completion.from + suggestion.insert.length;
    write(text.slice(0, completion.from) + suggestion.insert + text.slice(cursor));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(end, end);
      setCursor(end);
    });
  };
  const startMention = (): void => {
    const next = `${text}${text && !text.endsWith(' ') ? ' ' : ''}@`;
    write(next);
    setCursor(next.length);
    field.current?.focus();
  };
  const send = async (): Promise<void> => {
    const words = withMentions(text.trim(), mentioned.current);
    const files = attachments.files;
    if ((!words && files.length === 0) || attachments.busy) return;
    write('');
    attachments.clear();
    const sent = await session.say(
      conversation.id,
      root,
      words,
      files.map((file) => file.id),
    );
    if (sent) mentioned.current.clear();
    else write(text);
  };

  const keys = (event: KeyboardEvent): void => {
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const many = completion.suggestions.length;
      setActive((now) => (now + (event.key === 'ArrowDown' ? 1 : -1) + many) % many);
      return;
    }
    if (open && event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      setDismissed(text);
      return;
    }
    if (open && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      const chosen = completion.suggestions[active];
      if (chosen) insert(chosen);
      return;
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void send();
    }
  };
  const dropFiles = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void attachments.add([...event.dataTransfer.files]);
  };

  const where = root ? 'Reply in thread' : `Message ${conversation.is_app_dm ? world.app.name : conversation.name}`;
  const listId = `suggestions-${root ?? 'main'}`;
  return (
    <div
      className={over ? 'composer over' : 'composer'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropFiles}
    >
      {open && (
        <SuggestionList
          id={listId}
          kind={completion.kind}
          list={completion.suggestions}
          active={active}
          onChoose={insert}
        />
      )}
      {(attachments.files.length > 0 || attachments.busy) && (
        <div className="attached-files">
          {attachments.files.map((file) => (
            <span key={file.id} className="attached">
              <FileText size={14} aria-hidden /> {file.name}
              <button type="button" aria-label={`Remove ${file.name}`} onClick={() => attachments.drop(file.id)}>
                <X size={13} aria-hidden />
              </button>
            </span>
          ))}
          {attachments.busy && <span className="quiet">Uploading…</span>}
        </div>
      )}
      <textarea
        ref={field}
        data-testid={root ? 'thread-composer' : 'composer'}
        rows={1}
        aria-label={where}
        placeholder={where}
        aria-controls={open ? listId : undefined}
        aria-activedescendant={open ? `${listId}-${active}` : undefined}
        value={text}
        onChange={(event) => {
          setCursor(event.target.selectionStart);
          write(event.target.value);
        }}
        onSelect={(event) => setCursor(event.currentTarget.selectionStart)}
        onKeyDown={keys}
        onPaste={(event) => void attachments.add([...event.clipboardData.files])}
      />
      <div className="composer-tools">
        <MenuButton label="Shortcuts and attachments" items={menu} side="above">
          <Plus size={17} aria-hidden />
        </MenuButton>
        <button
          type="button"
          className="icon-button"
          aria-label="Attach files"
          onClick={() => chooser.current?.click()}
        >
          <Paperclip size={16} aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label="Mention somebody" onClick={startMention}>
          <AtSign size={16} aria-hidden />
        </button>
        <input
          ref={chooser}
          type="file"
          multiple
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Files to attach"
          onChange={(event) => {
            void attachments.add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        <span className="composer-hint">Enter sends · Shift+Enter new line</span>
        <button
          type="button"
          className="send"
          data-testid={root ? 'thread-send' : 'send'}
          aria-label="Send"
          disabled={(!text.trim() && attachments.files.length === 0) || attachments.busy}
          onClick={() => void send()}
        >
          <SendHorizontal size={17} aria-hidden />
        </button>
      </div>
    </div>
  );
}
