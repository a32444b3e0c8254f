/** Whose credits and sessions a command works with. */
export interface Account {
  token: string;
  /** True for a free starter token that this skill obtained. */
  anonymous: boolean;
  /** The client a starter token was given to. */
  clientId: string | undefined;
  userId: string | undefined;
  /** ISO time; null where it is not known (the user's own token). */
  expiresAt: string | null;
}
