/** What the processes of a simulation get from us; what is set for hosts of the user’s own isn’t meant for them. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CONCUR_')));
}
