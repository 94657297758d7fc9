const SCHEMES = /^(https?:|mailto:|tel:)/i;

/** Whether a link from a message may be followed; scripts and local files may not. */
export const isFollowable = (url: string | undefined): url is string => url !== undefined && SCHEMES.test(url);

/** Opens a followable link of a message elsewhere. */
export function followLink(url: string | undefined): void {
  if (isFollowable(url)) window.open(url, '_blank', 'noopener');
}
