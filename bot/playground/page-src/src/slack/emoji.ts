import { emojify } from 'node-emoji';

/** Names that Slack uses and the Unicode names do not know. */
const SLACK_NAMES: Record<string, string> = {
  thumbsup: '👍',
  thumbsdown: '👎',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  large_orange_circle: '🟠',
  large_blue_circle: '🔵',
  large_red_square: '🟥',
  information_source: 'ℹ️',
  hourglass_flowing_sand: '⏳',
};

/** `:name:` to the character; names nobody knows stay as they are. */
export const withEmoji = (text: string): string =>
  emojify(text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => SLACK_NAMES[name] ?? whole));

export const emojiOf = (name: string): string => withEmoji(`:${name.split('::')[0]}:`);

export const QUICK_REACTIONS = ['+1', 'white_check_mark', 'eyes', 'tada', 'heart', 'thinking_face'];
