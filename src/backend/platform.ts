/** Says which host installed the skill: the value of `X-Skill-Platform` (seed, "Cloud Render Pipeline Details"). */
export function detectPlatform(place: {
  /** `SKILL_SOURCE`, when set. */
  override: string | undefined;
  /** The skill's folder, once as it was called and once with links resolved. */
  folders: string[];
  /** ClawHub's own install marker lies in the folder. */
  hasClawHubMarker: boolean;
}): string {
  if (place.override) return place.override;
  const paths = place.folders.map((folder) => `${folder.replaceAll('\\', '/')}/`);
  if (paths.some((path) => path.includes('/.clawhub/'))) return 'clawhub';
  if (paths.some((path) => path.includes('/.cursor/skills/'))) return 'cursor';
  return place.hasClawHubMarker ? 'clawhub' : 'unknown';
}
