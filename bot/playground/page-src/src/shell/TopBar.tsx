import { type ReactNode } from 'react';
import { Activity, ChevronsUpDown, Moon, RotateCcw, Search, Sun } from 'lucide-react';
import { usePage, useSession } from '../state/use';
import { useDirectory } from '../state/directory';
import { Avatar } from '../ui/Avatar';
import { UserAvatar } from '../ui/UserAvatar';
import { ClockMenu } from './ClockMenu';

function PersonButton(): ReactNode {
  const session = useSession();
  const { world } = usePage();
  const directory = useDirectory();
  const me = world?.me;
  const organisation = me && directory.get(me.id)?.organisation;
  return (
    <button
      type="button"
      className="person-switch"
      data-testid="person-switch"
      aria-haspopup="dialog"
      aria-label={
        me ? `I am ${me.name}, ${organisation?.name ?? ''}. Switch person` : 'Who am I? Choose somebody to be'
      }
      onClick={() => session.set({ overlay: 'switch' })}
    >
      {me ? (
        <>
          <UserAvatar id={me.id} name={me.name} size="small" />
          <span className="person-words">
            <strong>{me.name}</strong>
            <span>{organisation?.name ?? me.title}</span>
          </span>
        </>
      ) : (
        <span className="person-words">
          <strong>Who am I?</strong>
        </span>
      )}
      <ChevronsUpDown size={15} aria-hidden />
    </button>
  );
}

export function TopBar(): ReactNode {
  const session = useSession();
  const { world, theme, inspector } = usePage();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className="topbar">
      <button
        type="button"
        className="brand"
        onClick={() => session.leave()}
        aria-label="Tierdesk playground, start page"
      >
        <Avatar name="Tierdesk" colour="" size="small" app />
        <span>
          Tierdesk <em>playground</em>
        </span>
      </button>
      {world && (
        <button
          type="button"
          className="quick-open"
          aria-label="Go to a conversation or person"
          onClick={() => session.set({ overlay: 'quick' })}
        >
          <Search size={15} aria-hidden />
          <span>Go to a conversation or person</span>
          <kbd aria-hidden>Ctrl K</kbd>
        </button>
      )}
      <div className="topbar-tools">
        <ClockMenu />
        <button
          type="button"
          className="icon-button"
          aria-label="Traffic inspector"
          title="Traffic between Slack and the app"
          aria-pressed={inspector}
          onClick={() => (inspector ? session.set({ inspector: false }) : void session.openInspector())}
        >
          <Activity size={17} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button wide-only"
          aria-label="Start over"
          title="Forget everything said and set the clock back"
          onClick={() => session.set({ overlay: 'reset' })}
        >
          <RotateCcw size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="icon-button theme-switch"
          aria-label={`Use the ${other} theme`}
          title={`Use the ${other} theme`}
          onClick={() => session.setTheme(other)}
        >
          {theme === 'dark' ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
        </button>
        <PersonButton />
      </div>
    </header>
  );
}
