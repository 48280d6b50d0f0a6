### Ein Kennwort oder ein Pass, einmal einer Person gezeigt

secret-lead = Für { $name }. Sie sehen das nur einmal; es wird nirgends aufbewahrt, und niemand kann es noch einmal zeigen.
secret-reset-password = Temporäres Kennwort: ||`{ $secret }`||
    Geben Sie es nur am Telefon durch, nie per E-Mail oder in einem Chat. Es gilt für eine Anmeldung; dabei wird ein eigenes gewählt.
secret-issue-temporary-access-pass = Befristeter Zugriffspass: ||`{ $secret }`||
    Geben Sie ihn nur am Telefon durch, nie per E-Mail oder in einem Chat. Er gilt nur einmal, bis { $until }, anstelle von Kennwort und zweitem Faktor.
