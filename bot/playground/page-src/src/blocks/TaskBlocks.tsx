import type { ReactNode } from 'react';
import { Circle, CircleCheck, CircleX, LoaderCircle } from 'lucide-react';
import type { Block, RichText, Task } from '../slack/types';
import { LibraryDrawn, MarkdownBlock } from './Prose';
import { isFollowable } from '../slack/links';
import { plain } from '../slack/values';

const STATES = {
  pending: { Icon: Circle, words: 'Waiting' },
  in_progress: { Icon: LoaderCircle, words: 'In progress' },
  complete: { Icon: CircleCheck, words: 'Done' },
  error: { Icon: CircleX, words: 'Failed' },
};

function Detail({ text }: { text: RichText | string | undefined }): ReactNode {
  if (!text) return null;
  if (typeof text === 'string') return <MarkdownBlock block={{ type: 'markdown', text }} />;
  return <LibraryDrawn block={text as unknown as Block} />;
}

export function TaskLine({ task }: { task: Task }): ReactNode {
  const status = task.status ?? 'pending';
  const { Icon, words } = STATES[status];
  const more = Boolean(task.details || task.output || task.sources?.length);
  const heading = (
    <>
      <Icon size={16} aria-label={words} className={`task-icon task-${status}`} />
      <span>{plain(task.title)}</span>
    </>
  );
  if (!more) return <div className="task-line task-heading">{heading}</div>;
  return (
    <details className="task-line" open={status === 'in_progress' || status === 'error'}>
      <summary className="task-heading">{heading}</summary>
      <div className="task-detail">
        <Detail text={task.details} />
        <Detail text={task.output} />
        {task.sources
          ?.filter((source) => isFollowable(source.url))
          .map((source) => (
            <a key={source.url} href={source.url} target="_blank" rel="noreferrer" className="task-source">
              {source.text}
            </a>
          ))}
      </div>
    </details>
  );
}

export function TaskCardBlock({ block }: { block: Block }): ReactNode {
  return (
    <div className="block-task">
      <TaskLine task={block as unknown as Task} />
    </div>
  );
}

/** A plan: its title, how far it is, and its steps. */
export function PlanBlock({ block }: { block: Block }): ReactNode {
  const tasks = (block.tasks as Task[] | undefined) ?? [];
  const done = tasks.filter((task) => task.status === 'complete').length;
  return (
    <section className="block-plan">
      <header>
        <strong>{plain(block.title as string)}</strong>
        <span className="quiet">
          {done} of {tasks.length} done
        </span>
      </header>
      {tasks.map((task, position) => (
        <TaskLine key={task.task_id ?? task.id ?? position} task={task} />
      ))}
    </section>
  );
}
