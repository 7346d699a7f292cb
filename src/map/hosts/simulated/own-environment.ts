/** What the processes of a simulation get from us. How the user's own hosts and broker know each other isn't meant for them. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^CONCUR_(?:BROKER|KEY)/.test(name));
  return Object.fromEntries(others);
}
