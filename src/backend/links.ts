/** Web addresses for the user. None of them ever holds the token (wire-contract.md 2.11). */

/** Where an anonymous user turns the trial into an account (seed, error 2001). */
export const registrationLink = (webUrl: string, userId: string | undefined): string =>
  userId ? `${webUrl}/register?bind=${encodeURIComponent(userId)}` : `${webUrl}/register`;

/** Opens the project in a browser; the claim token can do nothing else. */
export const claimLink = (webUrl: string, claimToken: string): string =>
  `${webUrl}/workspace/claim?ct=${encodeURIComponent(claimToken)}`;
