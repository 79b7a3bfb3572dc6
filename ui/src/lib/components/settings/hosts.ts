/** What a host is asked for. */
export function purposeOf(host: string): 'graph' | 'pictures' | 'local' {
  const name = host.replace(/:\d+$/, '');
  if (name === 'localhost' || name === '[::1]' || name.startsWith('127.')) return 'local';
  return name === 'graph.facebook.com' ? 'graph' : 'pictures';
}
