import type { ReactNode } from 'react';
import { Sparkles } from 'lucide-react';
import type { Conversation } from '../api/contract';
import { usePage, useSession } from '../state/use';

/** The app's suggested prompts; a press says the prompt's message. */
export function Prompts({ conversation }: { conversation: Conversation }): ReactNode {
  const session = useSession();
  const { world } = usePage();
  const prompts = world?.prompts;
  if (!conversation.is_app_dm || !prompts || prompts.prompts.length === 0) return null;
  return (
    <div className="prompts" role="group" aria-label={prompts.title || 'Suggested prompts'}>
      {prompts.prompts.map((prompt) => (
        <button
          key={prompt.title}
          type="button"
          className="chip"
          title={prompt.message}
          onClick={() => void session.say(conversation.id, null, prompt.message, [])}
        >
          <Sparkles size={14} aria-hidden /> {prompt.title}
        </button>
      ))}
    </div>
  );
}
