import type { Me, Role } from '@opora/contracts';
import type { Component } from 'vue';

/** A screen as its folder declares it; the router finds it by itself. */
export interface Screen {
  /** Route name, name of its folder and the root key of its texts. */
  name: string;
  path: string;
  /** Its title, which stands in the menu before anything else of it is loaded; as a text `<name>.title`. */
  title: { ru: string; en: string };
  /** Icon (a path of @mdi/js) and place in the menu; absent: not in the menu. */
  menu?: { icon: string; order: number };
  /** Who may see it: everybody, one of the roles, or what `test` says. */
  may: 'anyone' | 'user' | Role[] | ((me: Me) => boolean);
  /** Shown without the frame (sign-in). */
  bare?: boolean;
  /** Loaded when it is opened, and with it the texts of its `messages.ts`. */
  component: () => Promise<Component | { default: Component }>;
  /** Other screens whose texts it needs, because it shows parts that speak them. */
  speaks?: string[];
}

/** Declares a screen. */
export function defineScreen(screen: Screen): Screen {
  return screen;
}

/** True where this user may open the screen; the server decides again at every call. */
export function maySee(screen: Screen, me: Me | null): boolean {
  if (screen.may === 'anyone') return true;
  if (!me) return false;
  if (screen.may === 'user') return true;
  if (typeof screen.may === 'function') return screen.may(me);
  return screen.may.some((role) => me.roles.includes(role));
}
