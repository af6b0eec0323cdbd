-- Has all prepared statements planned anew, as tables may have grown much since; returns nothing.
discard plans;
